#!/usr/bin/env bash
# with_private_home.sh FOLDER COMMAND..: runs COMMAND inside FOLDER, emptied first, with a home of its own there, so that
# no test reads or writes what belongs to the person who runs it.
set -euo pipefail
folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder"/{work,home,config,cache,data,state,runtime,tmp}
chmod 700 "$folder/runtime"
export HOME=$folder/home XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache XDG_DATA_HOME=$folder/data
export XDG_STATE_HOME=$folder/state XDG_RUNTIME_DIR=$folder/runtime TMPDIR=$folder/tmp
unset DISPLAY WAYLAND_DISPLAY LANGUAGE LC_ALL LC_MESSAGES
export LANG=C.UTF-8 # the program speaks English unless a test asks for another language
cd "$folder/work"
exec "$@"
