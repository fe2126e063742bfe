#!/usr/bin/env bash
# Installs what Palpate builds with, on Debian 12 or 13, as root or through sudo. Does nothing when all is there.
#
#   third_party/install.sh               libraries and build tools
#   third_party/install.sh --with-tests  and what ./test needs
#   third_party/install.sh --with-tools  and, besides, what the presets coverage and fuzz, clang-tidy and comparisons by eye need
#   third_party/install.sh --list        only print the packages, one a line
#
# No archive address stands here: where packages come from is asked of the system's own apt. Packages that Debian 12
# has too old, and the Dear ImGui source, are read through package lists of our own, in a temporary folder, so that
# the system's apt configuration is never changed.
set -euo pipefail

build_packages=(
    build-essential cmake ninja-build ccache mold pkg-config dpkg-dev xz-utils
    libglfw3-dev libglm-dev libepoxy-dev libegl-dev libegl-mesa0 libgl1-mesa-dri libassimp-dev libstb-dev
    libfreetype-dev libcairo2-dev libpango1.0-dev libembree-dev libmeshoptimizer-dev libsodium-dev libsqlcipher-dev
    nlohmann-json3-dev libcli11-dev libfmt-dev libxxhash-dev fonts-inter fonts-dejavu-core node-tweetnacl
)
test_packages=(libcatch2-dev xvfb xauth xdotool imagemagick poppler-utils qpdf python3-jsonschema
    chromium-headless-shell python3-nacl)
tool_packages=(clang-19 clang-tidy-19 libclang-rt-19-dev clang-format gcovr f3d)

# Packages that need a version which Debian 12 has only in its backports suite: name, least version, what to fetch.
backported=(
    "libcatch2-dev 3.4 libcatch2-dev catch2" # both: Debian 12's catch2 2.13, where it is installed, conflicts
    "libsqlcipher-dev 4.6 libsqlcipher-dev libsqlcipher1"
)

imgui_version='1.90.1+ds-1'
imgui_suite='trixie'
imgui_tarball='imgui_1.90.1+ds.orig.tar.xz'
imgui_sha256='ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c'
axe_version='4.14.1' # axe-core, of which npm is asked where it is installed; without it one check of the tests is left out
axe_tarball_sha256='e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745'
axe_sha256='29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c'
cache="${XDG_CACHE_HOME:-$HOME/.cache}/palpate-third-party"

step='reading the arguments'
log=''
fail() {
    if [[ -n $log && -s $log ]]; then tail -n 15 "$log" >&2; fi
    echo "install: failed while $step${1:+: $1}" >&2
    exit 1
}
trap 'fail' ERR

packages=("${build_packages[@]}")
with_tests=false with_tools=false list_only=false
for argument in "$@"; do
    case $argument in
        --with-tests) with_tests=true ;;
        --with-tools) with_tests=true with_tools=true ;;
        --list) list_only=true ;;
        *) fail "unknown argument '$argument' (known: --with-tests --with-tools --list)" ;;
    esac
done
if $with_tests; then packages+=("${test_packages[@]}"); fi
if $with_tools; then packages+=("${tool_packages[@]}"); fi
if $list_only; then
    printf '%s\n' "${packages[@]}" | sort -u
    exit 0
fi

step='looking at the installed packages'
command -v dpkg-query >/dev/null || fail 'this script knows Debian 12 and 13 only (no dpkg-query here)'
declare -A installed=()
while read -r name status version; do
    if [[ $status == installed ]]; then installed[$name]=$version; fi
done < <(dpkg-query -W -f='${Package} ${db:Status-Status} ${Version}\n' "${packages[@]}" 2>/dev/null || true)

declare -A least=() fetch=()
for row in "${backported[@]}"; do
    read -r name version names <<<"$row"
    least[$name]=$version
    fetch[$name]=$names
done
missing=()
for name in "${packages[@]}"; do
    if [[ -z ${installed[$name]:-} ]]; then
        missing+=("$name")
    elif [[ -n ${least[$name]:-} ]] && dpkg --compare-versions "${installed[$name]}" lt "${least[$name]}"; then
        missing+=("$name")
    fi
done

has_imgui() {
    [[ -f $cache/$imgui_tarball ]] && echo "$imgui_sha256  $cache/$imgui_tarball" | sha256sum --check --status
}
has_axe() {
    [[ -f $cache/axe-core/axe.min.js ]] && echo "$axe_sha256  $cache/axe-core/axe.min.js" | sha256sum --check --status
}
need_imgui=false need_axe=false
has_imgui || need_imgui=true
if $with_tests && command -v npm >/dev/null && ! has_axe; then need_axe=true; fi
if [[ ${#missing[@]} -eq 0 ]] && ! $need_imgui && ! $need_axe; then exit 0; fi

if [[ ${#missing[@]} -gt 0 ]]; then echo "install: packages: ${missing[*]}"; fi
if $need_imgui; then echo "install: Dear ImGui source $imgui_version, into $cache"; fi
if $need_axe; then echo "install: axe-core $axe_version, into $cache"; fi

step='preparing'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
log=$work/log
export DEBIAN_FRONTEND=noninteractive
as_root=()
if [[ $(id -u) -ne 0 ]]; then as_root=(sudo env DEBIAN_FRONTEND=noninteractive); fi

# The archive this machine already uses for Debian itself, as apt knows it.
archive_uri() {
    # shellcheck disable=SC2016 # apt fills these in
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' | awk '$1 == "Debian" { print $2; exit }'
}

# private_apt SUITE-LINES: sets private_options to apt options that see exactly these suites and nothing of the system's.
private_apt() {
    local folder
    folder=$(mktemp -d -p "$work")
    chmod 755 "$folder"
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    printf '%s\n' "$@" >"$folder/sources.list"
    private_options=(
        -o "Dir::Etc::sourcelist=$folder/sources.list" -o 'Dir::Etc::sourceparts=-'
        -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o 'APT::Sandbox::User=' -qq
    )
    apt-get "${private_options[@]}" update >>"$log" 2>&1
}

if [[ ${#missing[@]} -gt 0 ]]; then
    step='installing packages'
    if [[ ${#as_root[@]} -gt 0 ]]; then
        command -v sudo >/dev/null || fail 'not root and no sudo here; run this script once as root'
    fi
    step='updating the package lists (apt-get update)'
    "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq update >>"$log" 2>&1

    step='finding the packages to take from backports'
    # shellcheck disable=SC1091 # the system's own file
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    native=()
    from_backports=()
    for name in "${missing[@]}"; do
        candidate=$(apt-cache policy "$name" | awk '$1 == "Candidate:" { print $2 }')
        if [[ -n ${least[$name]:-} ]] && { [[ -z $candidate || $candidate == '(none)' ]] ||
            dpkg --compare-versions "$candidate" lt "${least[$name]}"; }; then
            read -r -a names <<<"${fetch[$name]}"
            from_backports+=("${names[@]}")
        else
            native+=("$name")
        fi
    done

    if [[ ${#from_backports[@]} -gt 0 ]]; then
        step="fetching ${from_backports[*]} from $codename-backports"
        uri=$(archive_uri)
        [[ -n $uri ]] || fail "apt knows no Debian archive here"
        private_apt "deb $uri $codename-backports main"
        mkdir "$work/debs"
        (cd "$work/debs" && apt-get "${private_options[@]}" download "${from_backports[@]}" >>"$log" 2>&1)
        native+=("$work"/debs/*.deb)
    fi

    step='installing packages (apt-get install)'
    "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 -o 'APT::Sandbox::User=' install -y -q --no-install-recommends \
        "${native[@]}" >>"$log" 2>&1
fi

if $need_imgui; then
    step="fetching the Dear ImGui source $imgui_version from $imgui_suite"
    uri=$(archive_uri)
    if [[ -z $uri ]]; then # apt has never read its lists here
        "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq update >>"$log" 2>&1
        uri=$(archive_uri)
    fi
    [[ -n $uri ]] || fail "apt knows no Debian archive here"
    private_apt "deb-src $uri $imgui_suite main"
    mkdir "$work/imgui"
    (cd "$work/imgui" &&
        apt-get "${private_options[@]}" source --download-only "imgui=$imgui_version" >>"$log" 2>&1)
    step='checking the Dear ImGui source'
    echo "$imgui_sha256  $work/imgui/$imgui_tarball" | sha256sum --check --status ||
        fail "$imgui_tarball has not the pinned sha256"
    mkdir -p "$cache"
    cp "$work/imgui/$imgui_tarball" "$cache/.$imgui_tarball.$$"
    mv "$cache/.$imgui_tarball.$$" "$cache/$imgui_tarball"
fi

if $need_axe; then
    step="fetching axe-core $axe_version with npm"
    if npm pack --silent --cache "$work/npm" --pack-destination "$work" "axe-core@$axe_version" >>"$log" 2>&1; then
        step='checking axe-core'
        echo "$axe_tarball_sha256  $work/axe-core-$axe_version.tgz" | sha256sum --check --status ||
            fail 'it has not the pinned sha256'
        mkdir -p "$cache/axe-core"
        tar -xzf "$work/axe-core-$axe_version.tgz" -C "$cache/axe-core" --strip-components=1 package/axe.min.js package/LICENSE
    else
        echo 'install: npm could not fetch axe-core; the tests of the page go without it'
    fi
fi
echo 'install: done'
