set(EXTRA_LINKS dep::sqlcipher) # support/watched_disk.h lies beneath it
