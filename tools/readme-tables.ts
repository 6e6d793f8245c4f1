// Fills the tables of the README files and of the pages on methods from results/*.json: between `<!-- table:NAME -->` and its end mark
// is the Markdown in `table` of results/NAME.json.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const MARKED = /<!-- table:([\w-]+) -->[\s\S]*?<!-- \/table:\1 -->/g;

function readmes(): string[] {
  const packages = ['packages', 'apps', 'models'].flatMap((folder) =>
    readdirSync(folder).map((name) => `${folder}/${name}/README.md`),
  );
  const methods = readdirSync('docs/methods').map((name) => `docs/methods/${name}`);
  const others = ['README.md', 'deploy/README.md', 'docs/reference/platforms.md'];
  return [...others, ...packages, ...methods].filter((file) => existsSync(file));
}

for (const file of readmes()) {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(MARKED, (whole, name: string) => {
    const results = `results/${name}.json`;
    if (!existsSync(results)) return whole;
    const { table }: { table: string[] } = JSON.parse(readFileSync(results, 'utf8'));
    return `<!-- table:${name} -->\n${table.join('\n')}\n<!-- /table:${name} -->`;
  });
  if (after !== before) writeFileSync(file, after);
}
