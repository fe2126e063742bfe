#The bundle is looked at as JSON.
set(EXTRA_LINKS dep::json)
