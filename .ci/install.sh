#!/bin/sh
# Makes the virtual environment and installs the project into it: install.sh PYTHON VENV WHAT
set -eu
python=$1 venv=$2 what=$3

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "The Ladder needs Python 3.11 or newer; $python is $("$python" --version 2>&1)." >&2
    echo "Name another one: make app PYTHON=python3.12" >&2
    exit 1
}
if command -v uv >/dev/null 2>&1; then
    [ -x "$venv/bin/python" ] || uv venv --quiet --python "$python" "$venv"
    uv pip install --quiet --python "$venv/bin/python" --compile-bytecode --constraint constraints.txt --editable "$what"
else
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv" || {
        echo "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    }
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable "$what"
fi
