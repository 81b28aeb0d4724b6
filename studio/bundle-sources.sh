#!/bin/sh
# Prints a checksum of all that the front-end bundle is made of. With --check it compares with the committed bundle's.
set -eu
cd "$(dirname "$0")/.."
sum() {
  {
    find studio/src/main/resources/META-INF/frontend widget-sdk/src/main/resources/META-INF/frontend -type f |
      LC_ALL=C sort | while read -r file; do
      sha256sum "$file"
    done
    # npm packages and modules that Java classes name, and Vaadin's version
    grep -rhE '^@(NpmPackage|JsModule|CssImport)\(' studio/src/main/java | LC_ALL=C sort
    grep '<vaadin.version>' pom.xml
    grep 'optimizeBundle' studio/pom.xml
  } | sha256sum | cut -d' ' -f1
}
if [ "${1:-}" = --check ]; then
  if [ "$(sum)" != "$(cat studio/src/main/bundles/prod.bundle.sources 2>/dev/null)" ]; then
    echo "The front end has changed since studio/src/main/bundles/prod.bundle was built. Run studio/build-bundle.sh" \
      "and commit the folder studio/src/main/bundles." >&2
    exit 1
  fi
else
  sum
fi
