/** Handbook chapters about security, AI and running services. */
import { handbookUrl, paragraphs, type HandbookDocument } from '../handbook-document.js';

export const SECURITY_DOCUMENTS: readonly HandbookDocument[] = [
  {
    id: 'security-basics',
    title: 'Security basics',
    department: 'Security',
    language: 'en',
    lastModified: '2026-07-07T06:00:00Z',
    readers: ['employees', 'guests'],
    url: handbookUrl('security-basics'),
    content: paragraphs(
      'Use the authenticator app for every sign-in and never approve a request that you did not start. Passwords are at least 14 characters long and live in the company password manager.',
      'Report phishing with the button in your mail program. If you clicked, call the security desk at extension 4444 within the hour: nobody is blamed for reporting, and the first hour matters most.',
      'Lock your screen when you leave your desk. Lost devices are reported at once; they are wiped remotely. Confidential files are shared by link with named people only, never as an attachment to private addresses.',
    ),
  },
  {
    id: 'data-classification',
    title: 'Data classification',
    department: 'Security',
    language: 'en',
    lastModified: '2026-02-18T15:20:00Z',
    readers: ['employees'],
    url: handbookUrl('data-classification'),
    content: paragraphs(
      'Contoso knows four classes of data: public, internal, confidential and strictly confidential. Whoever creates a document labels it; a document without a label counts as internal.',
      'Confidential data includes customer contracts, salaries and unpublished figures. It is encrypted in transit and at rest and may be read by named groups only. Strictly confidential data, such as board papers, never leaves its own library.',
      'Personal data is kept no longer than its purpose needs; the retention list names the period for every system. Requests for access or deletion go to privacy@contoso.example and are answered within 30 days.',
    ),
  },
  {
    id: 'ai-usage-policy',
    title: 'AI usage policy',
    department: 'Security',
    language: 'en',
    lastModified: '2026-10-20T11:10:00Z',
    readers: ['employees', 'guests'],
    url: handbookUrl('ai-usage-policy'),
    content: paragraphs(
      'You may use the approved AI assistants for your work. They run in the company tenant, act with your own rights, and your prompts are not used to train models. Other AI services may be used with public data only.',
      'You answer for what you send: read what an assistant wrote before you pass it on, and check numbers and quotations against their source. Decisions about people, such as hiring or appraisal, are never left to AI.',
      'Tools that change something, for example an assistant that sends mail or deletes files, must ask you before each step. Teams that build such tools register them with Security and keep a log of every action for 180 days.',
    ),
  },
  {
    id: 'incident-runbook',
    title: 'Incident runbook',
    department: 'Engineering',
    language: 'en',
    lastModified: '2026-09-30T18:00:00Z',
    readers: ['employees'],
    url: handbookUrl('incident-runbook'),
    content: paragraphs(
      'An incident is anything that keeps customers from working. Whoever sees it first opens an incident in the operations channel with the command /incident and becomes incident lead until relieved.',
      'Severity 1 means that more than ten percent of customers are affected: page the on-call engineer, inform the status page within 15 minutes, and update it every 30 minutes. Severity 2 is handled within the working day, severity 3 within the week.',
      'First restore service, then look for the cause: roll back the last change, switch to the second region, or turn off the feature. Write down every step with the time. The review follows within five working days; it names causes, never culprits.',
    ),
  },
  {
    id: 'guest-access',
    title: 'Working with us as a guest',
    department: 'Security',
    language: 'en',
    lastModified: '2026-04-04T13:00:00Z',
    readers: ['employees', 'guests'],
    url: handbookUrl('guest-access'),
    content: paragraphs(
      'Guests from partner companies sign in with their own company account. They see what was shared with them by name, the public product pages and a few handbook chapters, and nothing else.',
      'Guest access ends after 90 days unless the host at Contoso extends it. Guests accept the terms of use at their first sign-in and need multifactor sign-in as employees do.',
      'Consultants who work on site get a visitor badge and a place in the shared area on the ground floor. Wi-Fi for guests is Contoso-Guest; the password changes every Monday and is shown at the reception.',
    ),
  },
];
