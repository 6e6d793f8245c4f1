// Ends with 0 if the bot of this container says that all is well, else with 1 and what is wrong.
const port = process.env.HEALTH_PORT;
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(8_000) });
  const { ok, problems } = await answer.json();
  if (!ok) console.error(problems);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
