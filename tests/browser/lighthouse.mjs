// Asks Lighthouse about one address, on a throttled phone, and writes its report beside its scores.
//   node lighthouse.mjs ADDRESS REPORT.html [CATEGORY,CATEGORY]
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [address, report, kinds = "performance,accessibility,best-practices"] = process.argv.slice(2);
const from = createRequire(`${process.env.LIGHTHOUSE_HOME}/package.json`);
const load = async (name) => import(pathToFileURL(from.resolve(name)));
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const switches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags: switches });
try {
  const asked = { port: chrome.port, output: "html", onlyCategories: kinds.split(","), logLevel: "error" };
  let found;
  for (let attempt = 0; attempt < 3 && (!found || found.lhr.runtimeError); attempt += 1) found = await lighthouse(address, asked);
  if (found.lhr.runtimeError) throw new Error(found.lhr.runtimeError.message); // not measured is no score
  writeFileSync(report, found.report);
  const scores = Object.values(found.lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]);
  const missed = Object.values(found.lhr.audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative");
  console.log(JSON.stringify({ scores: Object.fromEntries(scores), missed: missed.map(({ id, displayValue }) => [id, displayValue ?? ""]) }));
} finally {
  await chrome.kill();
}
