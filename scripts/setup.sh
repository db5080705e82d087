# Sourced by scripts/run and scripts/test: packages, configuration and build.
# Everything said here goes to stderr, so that the program's own output can be piped.
# shellcheck shell=bash

la_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# la_packages BUILD GROUP...: what the groups build, run and test need, by Debian and Ubuntu names.
# A LibTorch of the user's own needs none for it. Where the CUDA LibTorch is wanted (la_cuda=yes) or
# installed it takes the other's place, for the two exclude each other; CMake then asks for nvcc.
la_packages() {
    local group cuda="" torch=(libtorch-dev)
    if [[ ${la_cuda:-} == yes ]] || [[ ! $(la_missing libtorch-cuda-dev) ]]; then
        cuda=-cuda
        torch=(libtorch-cuda-dev nvidia-cuda-toolkit)
    fi
    if la_has_own_torch "$1"; then torch=(); fi
    for group in "${@:2}"; do
        case $group in
        build)
            printf '%s\n' g++ cmake ninja-build ccache pkgconf \
                "${torch[@]}" libopenblas0-pthread \
                libimgui-dev libglfw3-dev libepoxy-dev libglm-dev \
                liblemon-dev libeigen3-dev nlohmann-json3-dev libcli11-dev zlib1g-dev libseccomp-dev \
                fonts-inter fonts-dejavu-core fonts-font-awesome
            ;;
        run)
            printf '%s\n' libegl1 libgl1 libgl1-mesa-dri ffmpeg
            ;;
        test)
            printf '%s\n' libgtest-dev libbenchmark-dev libstb-dev libx11-dev x11-xkb-utils xvfb xauth xdotool \
                python3 python3-numpy "python3-torch$cuda" python3-sklearn python3-pot python3-pandas \
                clang-format clang-tidy libclang-rt-dev
            ;;
        esac
    done
}

# la_own_torch: Torch_DIR of the LibTorch that CMAKE_PREFIX_PATH points at, if it does.
la_own_torch() {
    local prefix dir
    local -a prefixes
    IFS=':;' read -ra prefixes <<<"${CMAKE_PREFIX_PATH:-}"
    for prefix in "${prefixes[@]}"; do
        for dir in "$prefix/share/cmake/Torch" "$prefix/Torch"; do
            if [[ -f $dir/TorchConfig.cmake ]]; then
                printf '%s' "$dir"
                return
            fi
        done
    done
}

# la_has_own_torch BUILD: is BUILD configured with such a LibTorch, or to be?
la_has_own_torch() {
    local dir
    dir=$(la_own_torch)
    dir=${dir:-$(la_cached "$1" Torch_DIR || true)}
    [[ -d $dir && $dir != /usr/lib/* ]]
}

la_say() { printf '==> %s\n' "$*" >&2; }

la_fail() {
    printf 'scripts/%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

la_system() { # the system's name, for messages
    (
        # shellcheck disable=SC1091
        . /etc/os-release 2>/dev/null
        printf '%s' "${PRETTY_NAME:-this system}"
    )
}

la_has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# la_tool COMMAND...: runs a build tool with the system's tools first in PATH. CMake derives its
# search path from PATH too: a conda or pyenv there would mix its libraries into the build.
la_tool() {
    if la_has_apt; then PATH="/usr/bin:/bin:$PATH" "$@"; else "$@"; fi
}

# --- packages ---------------------------------------------------------------------------------

# la_missing PACKAGE...: prints those that are not installed.
la_missing() {
    local name status installed
    local -A have=()
    # dpkg-query fails where it knows nothing of one name, and lists the others all the same.
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null) || true
    while read -r status name; do
        if [[ $status == installed ]]; then have[$name]=1; fi
    done <<<"$installed"
    for name in "$@"; do
        if [[ ! ${have[$name]:-} ]]; then printf '%s\n' "$name"; fi
    done
}

# la_apt LOG COMMAND...: apt-get without questions, as root or through sudo, output into LOG.
# The umask is set behind sudo, which keeps the stricter of the two: what apt and the packages'
# scripts write must be readable by all.
la_apt() {
    local log=$1
    shift
    local -a as_root=()
    if ((EUID != 0)); then
        as_root=(sudo)
        if [[ ! -t 0 ]]; then as_root+=(-n); fi
    fi
    # shellcheck disable=SC2016
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8 \
        sh -c 'umask 022 && exec apt-get "$@"' apt-get -qq -o DPkg::Lock::Timeout=300 \
        -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" >>"$log" 2>&1
}

la_may_install() {
    if ((EUID == 0)); then return 0; fi
    command -v sudo >/dev/null || return 1
    if [[ -t 0 ]]; then sudo -v; else sudo -n true; fi 2>/dev/null
}

# la_apt_error LOG: what went wrong, in one line of it.
la_apt_error() {
    local line pattern
    for pattern in '^dpkg: error processing' '^E: ' '^W: ' .; do
        if line=$(grep -m1 "$pattern" "$1"); then break; fi
    done
    line=${line#[EW]: }
    printf '%s' "${line%:}"
}

# la_install BUILD GROUP...: installs what is missing of these groups; silent when nothing is.
la_install() {
    local -a wanted missing absent
    local log command
    if ! la_has_apt; then
        la_check_tools
        return
    fi
    mapfile -t wanted < <(la_packages "$@")
    mapfile -t missing < <(la_missing "${wanted[@]}")
    if ((${#missing[@]} == 0)); then return; fi
    command="apt-get install --no-install-recommends ${missing[*]}"
    la_may_install ||
        la_fail "packages are missing, without root or a usable sudo here; as root run: $command"

    la_say "installing what is missing (${#missing[@]}): ${missing[*]}"
    log=$(mktemp "${TMPDIR:-/tmp}/leastaction-apt.XXXXXX")
    # An unreachable third-party source must not stop us where all packages are known already.
    la_apt "$log" update || true
    mapfile -t absent < <(la_absent "${missing[@]}")
    if ((${#absent[@]} > 0)); then
        if grep -q '^[EW]: ' "$log"; then
            la_fail "apt-get update failed on $(la_system): $(la_apt_error "$log");" \
                "check the network and /etc/apt, then start again (all of it: $log)"
        fi
        rm -f "$log"
        la_fail "no package ${absent[*]} in the configured sources of $(la_system);" \
            "$(la_hint "${absent[*]}")"
    fi
    la_apt "$log" install -y --no-install-recommends "${missing[@]}" ||
        la_fail "apt-get install failed on $(la_system): $(la_apt_error "$log");" \
            "mend that and start again, or run as root: $command (all of it: $log)"
    rm -f "$log"
}

la_hint() { # ABSENT: what to try where it cannot be had
    case $1 in
    *-cuda*)
        printf 'Debian 13 has it, with "contrib non-free" in its sources; or start without --cuda'
        ;;
    libtorch-dev)
        printf 'Ubuntu 24.04 has none: unpack the LibTorch of pytorch.org and start again with %s' \
            'CMAKE_PREFIX_PATH=its folder, or use Debian 12, Debian 13 or Ubuntu 26.04'
        ;;
    *) printf 'Debian 12 and 13 have all in main, Ubuntu 26.04 in universe: enable that' ;;
    esac
}

# la_absent PACKAGE...: prints those that no configured source has.
la_absent() {
    local known name
    known=$(LC_ALL=C apt-cache policy "$@" 2>/dev/null |
        awk '/^[^ ]/ { name = $1 } $1 == "Candidate:" && $2 != "(none)" { print name }')
    for name in "$@"; do
        if ! grep -qxF "$name:" <<<"$known"; then printf '%s\n' "$name"; fi
    done
}

# Without apt the packages are the user's; CMake names what it does not find.
la_check_tools() {
    local tool
    for tool in cmake ninja c++; do
        command -v "$tool" >/dev/null ||
            la_fail "no $tool in PATH, and no apt-get to install it;" \
                "install what scripts/setup.sh lists, under your system's names"
    done
}

# --- configuration and build ------------------------------------------------------------------

# la_cached BUILD NAME: a value of BUILD's CMake cache.
la_cached() {
    local line
    line=$(grep -s -m1 "^$2:" "$1/CMakeCache.txt") && printf '%s' "${line#*=}"
}

# la_configured BUILD NAME=VALUE...: is BUILD configured from this folder with these values?
la_configured() {
    local pair
    [[ -f $1/build.ninja && $(la_cached "$1" CMAKE_HOME_DIRECTORY) == "$la_root" ]] || return 1
    for pair in "${@:2}"; do
        [[ $(la_cached "$1" "${pair%%=*}") == "${pair#*=}" ]] || return 1
    done
}

# la_configure BUILD NAME=VALUE...: preset la_preset (release) in BUILD with these values, only if
# needed.
la_configure() {
    local build=$1 log=$1/configure.log home torch pair
    local -a wanted=("${@:2}") options=()
    torch=$(la_own_torch)
    if [[ $torch ]]; then wanted+=("Torch_DIR=$torch"); fi
    if la_configured "$build" "${wanted[@]}"; then return; fi
    la_say "configuring ${build#"$la_root"/}"
    mkdir -p "$build"
    for pair in "${wanted[@]}"; do options+=("-D$pair"); done
    # A tree that was moved or copied has its old place in the cache.
    home=$(la_cached "$build" CMAKE_HOME_DIRECTORY) || home=$la_root
    if [[ $home != "$la_root" ]]; then options+=(--fresh); fi
    (cd "$la_root" && la_tool cmake --preset "${la_preset:-release}" -B "$build" "${options[@]}") >"$log" 2>&1 || {
        tail -n 25 "$log" >&2
        la_fail "cmake failed in $build; what it misses is named above (all of it: $log)"
    }
}

# Parallel compilers: one per core, and 1.5 GB of free memory for each, as LibTorch's headers ask.
la_jobs() {
    local cores jobs limit
    cores=$(nproc)
    jobs=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || true)
    for limit in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
        if [[ -r $limit && $(<"$limit") =~ ^[0-9]{1,18}$ ]]; then
            limit=$(($(<"$limit") / 1500000000))
            if ((limit < ${jobs:-cores})); then jobs=$limit; fi
        fi
    done
    jobs=${jobs:-$cores}
    if ((jobs > cores)); then jobs=$cores; fi
    if ((jobs < 1)); then jobs=1; fi
    printf '%d' "$jobs"
}

# la_build BUILD [TARGET...]: builds what is out of date; silent when nothing is.
la_build() {
    local build=$1 plan steps jobs
    plan=$(la_tool ninja -C "$build" -n "${@:2}" 2>&1 | tail -n 1)
    if [[ $plan == *"no work to do"* ]]; then return; fi
    jobs=$(la_jobs)
    steps=${plan#*/} steps=${steps%%]*}
    if [[ ! -f $build/.ninja_log && $steps =~ ^[0-9]+$ ]]; then
        la_say "building with $jobs jobs (the first time about $((steps / (jobs * 8) + 1)) min)"
    else
        la_say "building"
    fi
    (
        # ccache stops where it cannot write, as in a read-only home.
        if [[ ! ${CCACHE_DIR:-} && ! -w ${HOME:-/nonexistent} ]]; then
            export CCACHE_DIR="$build/.ccache"
        fi
        la_tool ninja -C "$build" -j "$jobs" "${@:2}" </dev/null >&2
    ) || la_fail "the build failed; the first error above says where"
}
