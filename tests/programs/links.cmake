# Whole bodies from their sources, what is written of them, and the views that the command line and the window share.
set(EXTRA_MODULES workspace report scene atlas_sources anatomy)
set(EXTRA_LINKS dep::json)
