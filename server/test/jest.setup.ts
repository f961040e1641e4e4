// Nest 12 is ESM-only while some of its companions are CommonJS: loading it first avoids
// "Cannot require() ES Module ... in a cycle" when such a companion is imported first.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
