// Builds the committed browser files from the TypeScript sources. With --check it writes nothing and fails when a
// committed file differs from a fresh build.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src/main/typescript');
const resources = join(root, 'src/main/resources/META-INF');
const check = process.argv.includes('--check');

const targets = [
  {
    entry: 'atelier-widget-sdk',
    // A classic script: a widget has an opaque origin, from which a module script would need CORS.
    format: 'iife',
    folder: join(resources, 'resources/widget-sdk/v1'),
  },
  { entry: 'widget-host', format: 'esm', folder: join(resources, 'frontend/widget-host') },
];

const banner = '// Built from widget-sdk/src/main/typescript. Do not edit: run "npm run build" in widget-sdk.\n';
const declarations = mkdtempSync(join(tmpdir(), 'widget-sdk-'));
const stale = [];

function emit(file, text) {
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  let committed = '';
  try {
    committed = readFileSync(file, 'utf8');
  } catch {
    // A missing file is as stale as a wrong one.
  }
  if (committed !== text) {
    stale.push(relative(root, file));
  }
}

try {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json'), '--outDir', declarations], {
    stdio: 'inherit',
  });
  for (const { entry, format, folder } of targets) {
    const result = await build({
      entryPoints: [join(source, `${entry}.ts`)],
      bundle: true,
      write: false,
      format,
      target: 'es2020',
      charset: 'utf8',
      absWorkingDir: root,
      legalComments: 'none',
      logLevel: 'warning',
    });
    emit(join(folder, `${entry}.js`), banner + result.outputFiles[0].text);
    emit(join(folder, `${entry}.d.ts`), banner + readFileSync(join(declarations, `${entry}.d.ts`), 'utf8'));
  }
} catch (problem) {
  console.error(problem.message);
  process.exitCode = 1;
} finally {
  rmSync(declarations, { recursive: true, force: true });
}

if (stale.length > 0) {
  console.error(`Stale, run "npm run build": ${stale.join(', ')}`);
  process.exitCode = 1;
}
