/** Tools of the tests' own server: one of each kind the chat must handle. */
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { HttpChallenge, Tool, ToolError, type ToolContext } from '#libs/mcp';

/** Who the tests' guard lets in. */
export interface TestCaller {
  readonly oid: string;
  readonly tid: string;
  readonly token: string;
  readonly scopes: readonly string[];
}

type Context = ToolContext<TestCaller>;

/** What the tools were called with, and how they are to behave; reset it between specs. */
@Injectable()
export class ToolLog {
  readonly calls: { tool: string; arguments: unknown; oid: string; token: string }[] = [];
  /** `slow` waits for this. */
  gate: Promise<unknown> = Promise.resolve();
  aborted = 0;

  note(tool: string, given: unknown, context: Context): void {
    this.calls.push({ tool, arguments: given, oid: context.user.oid, token: context.user.token });
  }
}

@Injectable()
export class FixtureTools {
  readonly #log: ToolLog;

  constructor(log: ToolLog) {
    this.#log = log;
  }

  @Tool({
    name: 'whoami',
    title: 'Who am I',
    description: 'Tells who you are',
    output: z.object({ oid: z.string() }),
    annotations: { readOnlyHint: true },
  })
  whoami(_: unknown, context: Context) {
    this.#log.note('whoami', {}, context);
    return { oid: context.user.oid };
  }

  @Tool({
    name: 'echo',
    description: 'Says it again',
    input: z.object({ text: z.string() }),
    annotations: { readOnlyHint: true },
  })
  echo({ text }: { text: string }, context: Context) {
    this.#log.note('echo', { text }, context);
    return text;
  }

  @Tool({ name: 'big', description: 'Says a lot', annotations: { readOnlyHint: true } })
  big(_: unknown, context: Context) {
    this.#log.note('big', {}, context);
    return 'é'.repeat(100_000);
  }

  @Tool({ name: 'slow', description: 'Takes its time', annotations: { readOnlyHint: true } })
  async slow(_: unknown, context: Context) {
    this.#log.note('slow', {}, context);
    context.signal.addEventListener('abort', () => this.#log.aborted++);
    await this.#log.gate;
    return 'done';
  }

  @Tool({
    name: 'note_delete',
    title: 'Delete a note',
    description: 'Deletes a note',
    input: z.object({ id: z.string() }),
    annotations: { destructiveHint: true },
  })
  remove({ id }: { id: string }, context: Context) {
    this.#log.note('note_delete', { id }, context);
    return `deleted ${id}`;
  }

  @Tool({
    name: 'needs_consent',
    title: 'Search',
    description: 'Needs consent',
    annotations: { readOnlyHint: true },
  })
  consent(_: unknown, context: Context) {
    this.#log.note('needs_consent', {}, context);
    if (context.user.token.startsWith('fresh')) return 'found it';
    throw new ToolError('consent_required', 'Consent is missing', {
      scopes: ['https://search.azure.com/user_impersonation'],
      resource: 'https://search.azure.com',
      correlationId: 'cid-1',
      entraCode: 'AADSTS65001',
    });
  }

  @Tool({
    name: 'needs_mfa',
    title: 'Payroll',
    description: 'Needs MFA',
    annotations: { readOnlyHint: true },
  })
  mfa(_: unknown, context: Context) {
    this.#log.note('needs_mfa', {}, context);
    if (context.user.token.startsWith('fresh')) return 'paid';
    throw new ToolError('step_up_required', 'MFA is missing', { claims: '{"access_token":{}}' });
  }

  @Tool({ name: 'challenged', description: 'Wants one more scope', annotations: { readOnlyHint: true } })
  challenged(_: unknown, context: Context) {
    this.#log.note('challenged', {}, context);
    if (context.user.token.startsWith('fresh')) return 'written';
    throw new HttpChallenge({
      code: 'insufficient_scope',
      status: 403,
      detail: 'more',
      scopes: ['api://x/Notes.ReadWrite'],
    });
  }

  @Tool({
    name: 'book',
    title: 'Book a room',
    description: 'Books a room',
    annotations: { readOnlyHint: true },
  })
  async book(_: unknown, context: Context) {
    this.#log.note('book', {}, context);
    const answer = await context.elicit({ message: 'Which day?', schema: z.object({ day: z.string() }) });
    return answer.action === 'accept' ? `booked ${answer.content.day}` : `not booked: ${answer.action}`;
  }

  @Tool({ name: 'fails', description: 'Always fails', annotations: { readOnlyHint: true } })
  fails(_: unknown, context: Context): string {
    this.#log.note('fails', {}, context);
    throw new ToolError('broken', 'It is broken. Try tomorrow.');
  }
}
