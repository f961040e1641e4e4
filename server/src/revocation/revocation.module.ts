import { type DynamicModule, Module } from '@nestjs/common';
import { AppTokens, TokenExchanger } from '#libs/obo';
import { POLL_OPTIONS, type PollerClock, RevocationPoller } from './revocation.poller.js';
import { SignOuts } from './sign-outs.js';
import { UsersDelta } from './users-delta.js';

/** What `RevocationModule.forRoot` takes. */
export interface RevocationModuleOptions {
  /** Made in the composition root, so that the token gate can ask it. */
  readonly signOuts: SignOuts;
  /** How often Graph is asked, in seconds; 0: never. */
  readonly pollSeconds: number;
  /** Base URL of Graph. */
  readonly graphEndpoint: string;
}

const CLOCK: PollerClock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** Ends access when an account is disabled or its sessions are ended. Needs the global `OboModule`. */
@Module({})
export class RevocationModule {
  static forRoot({ signOuts, pollSeconds, graphEndpoint }: RevocationModuleOptions): DynamicModule {
    return {
      module: RevocationModule,
      providers: [
        {
          provide: SignOuts,
          inject: [TokenExchanger],
          useFactory: (exchanger: TokenExchanger) => {
            signOuts.onEnded((tid, oid) => exchanger.dropUser(tid, oid));
            return signOuts;
          },
        },
        {
          provide: UsersDelta,
          inject: [AppTokens],
          useFactory: (appTokens: AppTokens) =>
            new UsersDelta({
              endpoint: graphEndpoint,
              token: (signal) => appTokens.token(`${graphEndpoint}/.default`, signal),
              fetch: (...args) => fetch(...args),
            }),
        },
        {
          provide: POLL_OPTIONS,
          useValue: { seconds: pollSeconds, clock: CLOCK, random: () => Math.random() },
        },
        RevocationPoller,
      ],
      exports: [RevocationPoller],
    };
  }
}
