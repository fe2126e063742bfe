set(EXTRA_LINKS dep::json)
