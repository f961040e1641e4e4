/** Documents of single departments, and the product pages that everybody may read. */
import { handbookUrl, paragraphs, type HandbookDocument } from '../handbook-document.js';

export const BUSINESS_DOCUMENTS: readonly HandbookDocument[] = [
  {
    id: 'product-faq',
    title: 'Product FAQ: Contoso Harbor',
    department: 'Product',
    language: 'en',
    lastModified: '2026-10-12T09:30:00Z',
    readers: ['employees', 'guests'],
    url: handbookUrl('product-faq'),
    content: paragraphs(
      'Contoso Harbor plans and tracks freight between ports, warehouses and trucks. It runs as a service in two regions, West Europe and Japan East; customers choose where their data is stored.',
      'The Standard plan costs 49 EUR per user and month and includes 20 connected carriers. The Premium plan costs 89 EUR and adds forecasts, the API and support around the clock. A trial runs 30 days and needs no card.',
      'Customers sign in with their own Microsoft Entra ID. Data can be exported at any time as CSV or through the API; after the end of a contract it is deleted within 60 days.',
    ),
  },
  {
    id: 'quarter-close',
    title: 'Quarter close checklist',
    department: 'Finance',
    language: 'en',
    lastModified: '2026-10-05T16:00:00Z',
    readers: ['finance'],
    url: handbookUrl('quarter-close'),
    content: paragraphs(
      'The books close on the fourth working day after the end of the quarter. Accruals above 5,000 EUR are booked by day two, intercompany balances are agreed by day three, and the controller signs off on day four at 16:00.',
      'Revenue of the third quarter was 41.7 million EUR, two percent above plan; the gross margin came to 63.4 percent. The figures are strictly confidential until the board has released them.',
      'Open points are kept in the close tracker with an owner and a date. Corrections after the sign-off need the approval of the chief financial officer and a note in the audit file.',
    ),
  },
  {
    id: 'sales-playbook',
    title: 'Sales playbook',
    department: 'Sales',
    language: 'en',
    lastModified: '2026-09-01T08:00:00Z',
    readers: ['sales'],
    url: handbookUrl('sales-playbook'),
    content: paragraphs(
      'A deal has five stages: contact, need, proof, offer, contract. It moves on only with something the customer did, such as naming a date, never with something we did.',
      'Discounts up to 10 percent are yours to give; up to 20 percent needs the sales manager, anything beyond needs the head of sales in writing. Multi-year contracts get five percent more, but no free months.',
      'In Japan, plan two extra meetings before the offer and bring the security white paper in Japanese. The three objections you will hear most are data location, migration effort and single sign-on: the answers are in the appendix.',
    ),
  },
  {
    id: 'research-roadmap',
    title: 'Research roadmap 2027',
    department: 'Research',
    language: 'en',
    lastModified: '2026-10-28T10:00:00Z',
    readers: ['research'],
    url: handbookUrl('research-roadmap'),
    content: paragraphs(
      'Research works on three questions in 2027: arrival forecasts that say how sure they are, agents that rebook freight under supervision, and maps that run without a network connection.',
      'The forecast project Lighthouse leaves the laboratory in the second quarter with two pilot customers. Its goal is a mean error under 45 minutes for arrivals at sea, measured over 90 days.',
      'The agent project Pilot Boat may only act through tools with the rights of a named person and asks before it changes a booking. Hiring: two researchers in London, one in Tokyo. Results that touch patents are discussed with Legal before they are published.',
    ),
  },
  {
    id: 'board-minutes-2026-10',
    title: 'Board minutes, October 2026',
    department: 'Board',
    language: 'en',
    lastModified: '2026-10-30T19:00:00Z',
    readers: ['board'],
    url: handbookUrl('board-minutes-2026-10'),
    content: paragraphs(
      'The board met in London on 29 October 2026. It released the figures of the third quarter and approved the budget for 2027 with a growth of 14 percent.',
      'The board decided to open an engineering office in Osaka with 25 places by September 2027. The acquisition of a small mapping company is examined further; the chief executive reports in December.',
      'The head of research presented the roadmap for 2027. The board asked for a yearly review of every agent that can change customer data.',
    ),
  },
];
