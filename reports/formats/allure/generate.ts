// The program that generator.ts starts: loads Allure, waits for one order on stdin, makes the report and ends.
import { pin } from './pin.ts';
import { AllureReport, resolveConfig } from '@allurereport/core';
import AwesomePlugin from '@allurereport/plugin-awesome';
import { BufferResultFile } from '@allurereport/reader-api';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Order } from './generator.ts';

const options = { singleFile: true, reportLanguage: 'en' as const, groupBy: ['epic', 'feature'] };

const order = (await json(process.stdin)) as Order;
pin(order.runId, order.finished);

// A plugin set by the configuration would load all of Allure's plugins.
const config = await resolveConfig(order.config, { output: 'report', plugins: {} });
config.plugins = [{ id: 'awesome', enabled: true, options, plugin: new AwesomePlugin(options) }];
const report = new AllureReport(config);
await report.start();
// Allure numbers results in the order of reading, so read by name. A buffer is faster than a stream for small files.
for (const name of readdirSync(order.resultsDir).sort((a, b) => a.localeCompare(b)))
  await report.readResult(new BufferResultFile(readFileSync(join(order.resultsDir, name)), name));
await report.done();
