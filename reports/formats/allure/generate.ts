// A program of its own (see generator.ts): loads Allure, waits for one order on its input, makes the report and ends.
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

// Named by hand: those of a configuration would bring Allure's whole set with them.
const config = await resolveConfig(order.config, { output: 'report', plugins: {} });
config.plugins = [{ id: 'awesome', enabled: true, options, plugin: new AwesomePlugin(options) }];
const report = new AllureReport(config);
await report.start();
// One after the other, by name: ids are given in the order of reading. Whole: a stream for each small file costs more than its text.
for (const name of readdirSync(order.resultsDir).sort((a, b) => a.localeCompare(b)))
  await report.readResult(new BufferResultFile(readFileSync(join(order.resultsDir, name)), name));
await report.done();
