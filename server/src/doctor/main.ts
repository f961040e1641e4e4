import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { examine, explainCode } from './doctor.js';

// The libraries' own log lines would stand between those of the report.
Logger.overrideLogger(false);

const words = process.argv.slice(2).join(' ');
const { lines, exitCode } = words === '' ? await examine(process.env) : explainCode(words);
for (const line of lines) console.log(line);
process.exitCode = exitCode;
