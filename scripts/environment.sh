# Sourced by the scripts beside it: makes the project's environment on a fresh machine, and
# finds it ready in a moment on every later run.
#
# After it, $root is the checkout and $python the environment's Python. UV_PYTHON is honoured.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
python="$root/.venv/bin/python"
uv_range='uv>=0.8,<1'

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 2
}

works() { "$@" >/dev/null 2>&1 </dev/null; }

has_uv() { works uv --version || works "$root/.uv/bin/uv" --version; }

# --- What the system has to bring --------------------------------------------------------------

# A library's file name, and Debian's package that brings it: what Qt's widgets and sound load.
qt_libraries='
libEGL.so.1          libegl1
libGL.so.1           libgl1
libgthread-2.0.so.0  libglib2.0-0
libdbus-1.so.3       libdbus-1-3
libfontconfig.so.1   libfontconfig1
libxkbcommon.so.0    libxkbcommon0
libpulse.so.0        libpulse0
'

# The same for a window on a screen.
screen_libraries='
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-shape.so.0       libxcb-shape0
libxcb-xkb.so.1         libxcb-xkb1
libxkbcommon-x11.so.0   libxkbcommon-x11-0
'

loader_knows() {
    PATH="$PATH:/usr/sbin:/sbin" ldconfig -p | grep -F "$1" >/dev/null
}

missing_packages() {
    local library package libraries=$qt_libraries
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        libraries+=$screen_libraries
    fi
    while read -r library package; do
        if [ -n "$library" ] && ! loader_knows "$library"; then
            printf '%s\n' "$package"
        fi
    done <<<"$libraries"
    if [ -z "$(find /usr/share/fonts /usr/local/share/fonts -name '*.[to]tf' -print -quit \
        2>/dev/null)" ]; then
        printf 'fonts-dejavu-core\nfonts-inter\n'
    fi
    # Debian's Python comes without the part that makes environments.
    if ! has_uv && ! works python3 -c 'import ensurepip, venv'; then
        printf 'python3-venv\n'
    fi
}

install_system_packages() {
    local packages
    mapfile -t packages < <(missing_packages)
    [ "${#packages[@]}" -gt 0 ] || return 0
    local install="apt-get install -y --no-install-recommends ${packages[*]}"
    if ! works command -v apt-get; then
        stop "Some system libraries are missing: please install what your Linux calls" \
            "${packages[*]}, and start this again."
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say 'Some system packages are missing. Please run this line, and start this again:'
        stop "sudo $install"
    fi
    say "Installing system packages: ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    local log
    log=$(mktemp)
    if ! { apt-get update && $install -o DPkg::Lock::Timeout=120; } >"$log" 2>&1 </dev/null; then
        tail -n 5 "$log" >&2
        stop "The system packages could not be installed: apt's full words are in $log."
    fi
    rm -f "$log"
}

# --- The project's own environment --------------------------------------------------------------

find_uv() {
    uv=uv
    works uv --version && return
    uv="$root/.uv/bin/uv"
    works "$uv" --version && return
    say 'Installing uv into .uv'
    rm -rf "$root/.uv"
    python3 -m venv "$root/.uv" </dev/null || stop 'No Python environment could be made in .uv.'
    "$root/.uv/bin/python" -m pip install --quiet --disable-pip-version-check "$uv_range" \
        </dev/null || stop 'uv could not be installed: is this machine connected?'
}

make_environment() {
    local quiet=--quiet
    if [ ! -x "$python" ]; then
        quiet=
        say 'Installing what VIG Tool needs into .venv (some 400 MB, once)'
    fi
    unset VIRTUAL_ENV # another project's environment is none of ours
    UV_PROJECT_ENVIRONMENT="$root/.venv" \
        "$uv" sync $quiet --inexact --project "$root" </dev/null ||
        stop 'The environment could not be made: is this machine connected, with disk space left?'
}

if [ "$(uname -s)" = Linux ]; then
    install_system_packages
fi
find_uv
make_environment
