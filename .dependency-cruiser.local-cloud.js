/**
 * Who may import whom inside the local cloud, and whoever starts it.
 * @param {readonly string[]} tests patterns of specs and what only they use
 */
export const localCloudRules = (tests) => [
  {
    name: 'local-cloud-stands-alone',
    comment:
      'The stand-ins speak the protocols from the documentation; what they shared with the product would agree with it.',
    severity: 'error',
    from: { path: '^local-cloud/' },
    to: { path: '^(libs|server|client|e2e|bench|scripts)/' },
  },
  {
    name: 'local-cloud-by-its-front-door',
    comment: 'Whoever starts the local cloud uses what its index.ts names.',
    severity: 'error',
    from: { path: '^(server|e2e|bench)/' },
    to: { path: '^local-cloud/', pathNot: '^local-cloud/src/index\\.ts$' },
  },
  {
    name: 'planner-knows-no-wire',
    comment: 'The planner is a program of its own: a conversation in, a step out. Wires and services use it.',
    severity: 'error',
    from: { path: '^local-cloud/src/planner/' },
    to: { path: '^local-cloud/', pathNot: '^local-cloud/src/(planner|text)/' },
  },
  {
    name: 'planner-by-its-front-door',
    comment: 'planStep(conversation, now) is the one way in.',
    severity: 'error',
    from: { path: '^local-cloud/', pathNot: ['^local-cloud/src/planner/', ...tests] },
    to: { path: '^local-cloud/src/planner/', pathNot: '/index\\.ts$' },
  },
];
