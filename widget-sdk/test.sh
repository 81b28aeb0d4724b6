#!/bin/sh
# Tests the widget SDK: needs Node 20 or newer and an npm registry; the Maven build needs neither.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
npm test
