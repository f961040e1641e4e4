/** Handbook chapters that every employee needs: travel, expenses, remote work, leave, onboarding. */
import { handbookUrl, paragraphs, type HandbookDocument } from '../handbook-document.js';

export const PEOPLE_DOCUMENTS: readonly HandbookDocument[] = [
  {
    id: 'travel-policy',
    title: 'Travel policy',
    department: 'People',
    language: 'en',
    lastModified: '2026-09-14T08:30:00Z',
    readers: ['employees'],
    url: handbookUrl('travel-policy'),
    content: paragraphs(
      'The travel policy applies to every business trip that Contoso pays for. Trips need the approval of your manager before anything is booked; trips abroad also need a trip request in the travel portal at least 14 days before departure.',
      'Book flights and trains through the travel portal. Economy class is the rule; premium economy is allowed for flights longer than six hours, and rail is preferred for journeys under four hours. Hotels may cost up to 180 EUR a night in capital cities and 130 EUR elsewhere, breakfast included.',
      'The daily allowance is 42 EUR for trips within Europe and 55 EUR elsewhere. It covers meals and small costs, so restaurant receipts are not reimbursed on top of it. Taxis are reimbursed up to 40 EUR a ride when no public transport runs, or after 22:00.',
      'Hand in your expense report within 10 working days after the trip. If you fall ill or miss a connection, call the 24-hour travel desk first: it rebooks for you and the company pays.',
    ),
  },
  {
    id: 'expense-policy',
    title: 'Expense policy',
    department: 'Finance',
    language: 'en',
    lastModified: '2026-08-02T10:00:00Z',
    readers: ['employees'],
    url: handbookUrl('expense-policy'),
    content: paragraphs(
      'Contoso reimburses expenses that are necessary for your work, reasonable in price and backed by a receipt. Reports are filed in the expense app, one per month, before the fifth working day of the following month.',
      'Receipts are required from 15 EUR. Your manager approves amounts up to 500 EUR; anything above needs the approval of the cost centre owner as well. Reimbursement reaches your account within seven working days after approval.',
      'Meals with customers are paid up to 60 EUR a person; write the names of the guests on the receipt. Alcohol is not reimbursed, except for one drink with a customer dinner. Fines, upgrades and gifts above 50 EUR are never reimbursed.',
      'Equipment for your home office is not an expense: order it through the remote work budget. Questions go to expenses@contoso.example.',
    ),
  },
  {
    id: 'remote-work',
    title: 'Remote work guideline',
    department: 'People',
    language: 'en',
    lastModified: '2026-05-20T09:00:00Z',
    readers: ['employees'],
    url: handbookUrl('remote-work'),
    content: paragraphs(
      'You may work from home up to three days a week. Teams agree on two common office days; new colleagues spend their first month mostly in the office so that they meet people.',
      'Working from another country is possible for up to 20 working days a year within the EU, the UK and Japan. Ask People at least four weeks before: tax and social insurance have to be checked, and without an approval you are not insured.',
      'Every employee has a remote work budget of 600 EUR every three years for a desk, a chair and a screen. Core hours are 10:00 to 15:00 in the time zone of your team. Company data stays on company devices, and calls with customers are taken where nobody listens in.',
    ),
  },
  {
    id: 'parental-leave',
    title: 'Parental leave',
    department: 'People',
    language: 'en',
    lastModified: '2026-03-11T12:00:00Z',
    readers: ['employees'],
    url: handbookUrl('parental-leave'),
    content: paragraphs(
      'Every parent gets 26 weeks of fully paid parental leave, whatever their gender and whether the child was born or adopted. The leave can be taken in up to three parts until the second birthday of the child.',
      'Tell your manager and People at least eight weeks before the leave begins. Your job, your salary level and your bonus are safe: the months of leave count as months of service.',
      'After the leave you may return at 60 or 80 percent of your hours for up to 12 months. The company day-care in London and Tokyo reserves places for six months from your return.',
    ),
  },
  {
    id: 'onboarding',
    title: 'Onboarding: your first 30 days',
    department: 'People',
    language: 'en',
    lastModified: '2026-10-01T07:45:00Z',
    readers: ['employees'],
    url: handbookUrl('onboarding'),
    content: paragraphs(
      'Your laptop is at the reception on your first day. Sign in with the temporary access pass that your manager has for you and set up the authenticator app: multifactor sign-in is required before anything else opens.',
      'In the first week you meet your buddy, read the security basics and finish the three e-learnings on data protection, code of conduct and workplace safety. In the second week you ship something small: everyone does, whatever their role.',
      'After 30 days you and your manager talk about goals for the probation period of six months. Please fill in the onboarding survey: we change something after every cohort.',
    ),
  },
];
