#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian package as a newcomer meets it, by hand or by `./bootstrap test --package`; as root, with network:
#
#   tests/package/clean_root.sh [SUITE]
#
# Builds the package in two folders, which must give the same bytes; lintian must find no error. Makes a
# clean Debian (bookworm) in a folder, installs the package there with apt, runs the commands at the top
# of README.md and the first ones of docs/library.md as an ordinary user, and purges it: no file may be
# left that was not there before. Says how long each part took.
# Needs mmdebstrap, lintian, dpkg-dev and what a build needs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly SOURCES=$PWD SUITE=${1:-bookworm}
SCRATCH=$(mktemp -d)
readonly SCRATCH ROOT=$SCRATCH/root
trap 'rm -rf --one-file-system "$SCRATCH"' EXIT
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
export DEBFULLNAME=${DEBFULLNAME:-A Test} DEBEMAIL=${DEBEMAIL:-test@example.org}

STARTED=$SECONDS
took() {
    printf '%4d s  %s\n' $((SECONDS - STARTED)) "$1"
    STARTED=$SECONDS
}

fail() {
    printf 'FAILED %s\n' "$1"
    exit 1
}

# Builds the package in a folder.
make_package() {
    cmake -S "$SOURCES" -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr \
        -DBUILD_TESTING=OFF >/dev/null
    cmake --build "$1" >/dev/null
    (cd "$1" && cpack >cpack.log 2>&1) || cat "$1/cpack.log"
}

in_root() { chroot "$ROOT" env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin LC_ALL=C.UTF-8 HOME=/root \
    DEBIAN_FRONTEND=noninteractive "$@"; }

as_user() { chroot --userspec=newcomer "$ROOT" env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 \
    HOME=/home/newcomer bash -euo pipefail -c "cd; $1"; }

# The files of the root, but for what apt and dpkg write on their own account.
list_files() {
    (cd "$ROOT" && find . -xdev ! -path './var/lib/apt/*' ! -path './var/cache/*' ! -path './var/log/*' \
        ! -path './var/lib/dpkg/*-old' ! -path './tmp/*' ! -path './home/newcomer/*' | sort)
}

# The commands of the `sh` blocks of README.md above the set-up.
readme_commands() { sed '/^## Set-up/q' README.md | sed -n '/^```sh$/,/^```$/p' | grep '^blackout '; }

make_package "$SCRATCH/one"
took "one build"
make_package "$SCRATCH/another folder"
took "another, in another folder"
PACKAGE=$(echo "$SCRATCH"/one/*.deb)
cmp "$PACKAGE" "$SCRATCH/another folder/$(basename "$PACKAGE")" || fail "two builds differ"
printf '%s: %d bytes, the same from two folders\n' "$(basename "$PACKAGE")" "$(stat -c %s "$PACKAGE")"
dpkg-deb -f "$PACKAGE" Depends
lintian --allow-root --fail-on error "$PACKAGE" || fail "lintian has errors"
took "lintian"

mmdebstrap --quiet --variant=apt --format=directory --skip=cleanup/apt/lists "$SUITE" "$ROOT"
cp -r /etc/apt/apt.conf.d/. "$ROOT/etc/apt/apt.conf.d/" # the way to the mirror, where there is one
cp /etc/resolv.conf "$ROOT/etc/resolv.conf"
in_root useradd --create-home newcomer
took "a clean $SUITE"
list_files >"$SCRATCH/before"
in_root dpkg --get-selections | sort >"$SCRATCH/packages-before"
cp "$PACKAGE" "$ROOT/tmp/blackout.deb"
in_root apt-get install -y -q --no-install-recommends /tmp/blackout.deb >"$SCRATCH/install.log" 2>&1 ||
    { cat "$SCRATCH/install.log"; fail "apt does not install it"; }
took "apt-get install ./blackout.deb"

while read -r command; do
    before=$(date +%s%N)
    as_user "$command" >"$SCRATCH/printed" || fail "$command"
    printf '%6d ms  %s\n' $((($(date +%s%N) - before) / 1000000)) "$command"
done < <(readme_commands)
as_user "test -s losses.html && test -s waterfall.svg && test -s losses.csv && test -s losses.md" ||
    fail "an output is missing"
as_user "blackout init --base reference my-shops && blackout validate my-shops" >/dev/null 2>&1 ||
    fail "init"
for file in man/man1/blackout.1.gz man/man1/blackout-estimate.1.gz bash-completion/completions/blackout \
    zsh/vendor-completions/_blackout fish/vendor_completions.d/blackout.fish \
    blackout/schemas/estimate.schema.json; do
    test -s "$ROOT/usr/share/$file" || fail "$file is missing"
done
took "a newcomer's commands"

in_root apt-get purge -y -q --auto-remove blackout >"$SCRATCH/purge.log" 2>&1 || fail "purge"
in_root dpkg --get-selections | sort >"$SCRATCH/packages-after"
mapfile -t kept < <(comm -13 "$SCRATCH/packages-before" "$SCRATCH/packages-after" | cut -f 1)
if [ ${#kept[@]} -gt 0 ]; then # essential or wanted by others, in the eyes of apt
    printf 'apt keeps of what it had installed: %s\n' "${kept[*]}"
    in_root apt-get purge -y -q "${kept[@]}" >"$SCRATCH/purge.log" 2>&1 || fail "purge of ${kept[*]}"
fi
list_files >"$SCRATCH/after"
diff "$SCRATCH/before" "$SCRATCH/after" | head -20 && [ "${PIPESTATUS[0]}" -eq 0 ] ||
    fail "the purge leaves or takes files"
took "apt-get purge: nothing is left"
