#Whole bodies from their sources, and the views that the command line and the window share.
set(EXTRA_MODULES workspace scene atlas_sources anatomy)
