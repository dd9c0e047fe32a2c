#!/bin/sh
# All tests, in the order in which a failure is cheapest to read: PYTHON=… .ci/tests.sh
set -eu

# The browser tests need Chromium: found, else installed from Debian's packages, else said in words.
if [ -z "${CHROMIUM:-}" ]; then
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1; then
            CHROMIUM=$(command -v "$name")
            break
        fi
    done
fi
if [ -z "${CHROMIUM:-}" ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "No Chromium here: installing Debian's package."
    # Where it does not succeed, the check below says what to install.
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || true
    CHROMIUM=$(command -v chromium || true)
fi
if [ -z "${CHROMIUM:-}" ]; then
    echo "The browser tests need Chromium. On Debian and Ubuntu: sudo apt install chromium" >&2
    echo "Elsewhere, install Chromium or Chrome and set CHROMIUM to its path." >&2
    [ "${CI:-}" = true ] && exit 1
    echo "Going on without them." >&2
fi
export CHROMIUM="${CHROMIUM:-}"

WORKBOOK_HOME=$(mktemp -d)
export WORKBOOK_HOME
trap 'rm -rf "$WORKBOOK_HOME"' EXIT

"$PYTHON" -m pytest tests --ignore=tests/browser
"$PYTHON" -m pytest --nbval notebooks
if [ -n "$CHROMIUM" ]; then
    "$PYTHON" -m pytest tests/browser
fi
