# The .glb is read back by the reader of mesh packs.
set(EXTRA_MODULES atlas_sources)
set(EXTRA_LINKS dep::json)
