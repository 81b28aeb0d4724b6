#!/bin/sh
# Lets sqlmap (apt-get install sqlmap) attack every documented parameter of the REST API, at level 5 and risk 3. Takes an hour or more.
# An argument narrows it to operations whose names contain it: platform/sqlmap.sh search
cd "$(dirname "$0")/.." || exit 1
program="$(command -v sqlmap)" || { echo "sqlmap is needed: apt-get install sqlmap" >&2; exit 1; }
exec mvn -B -ntp -pl platform -am test -Dtest=SqlmapTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dsqlmap.path="$program" -Dsqlmap.only="${1:-}"
