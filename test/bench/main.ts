/** Runs one bench by name: `npm run bench -- richtext`. Each bench is a file here that exports `run`. */
export {};

const BENCHES = "backlog context forecast mirror outcomes richtext rollup scoring".split(" ");
const [name] = process.argv.slice(2);
if (name === undefined || !BENCHES.includes(name)) {
  console.error(`Name the bench to run: npm run bench -- ${BENCHES.join(" | ")}`);
  process.exitCode = 1;
} else {
  const bench = (await import(`./${name}.ts`)) as { run(): Promise<void> };
  await bench.run();
}
