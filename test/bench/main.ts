/** Runs one bench by name: `npm run bench -- richtext`. Each bench is a file here that exports `run`. */
export {};

const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z-]+$/.test(name)) {
  console.error("Name the bench to run, for example: npm run bench -- richtext");
  process.exitCode = 1;
} else {
  const bench = (await import(`./${name}.ts`)) as { run(): Promise<void> };
  await bench.run();
}
