/**
 * The demo directory: two tenants, four people, the app registrations of the product. Everything here is public
 * and worthless outside this machine.
 */

/** Tenant "Contoso", home of Ada, Ben and Carla and of the product's registrations. */
export const CONTOSO_TENANT_ID = '10000000-c047-4050-8a00-000000000001';
/** Tenant "Fabrikam", home of the guest. */
export const FABRIKAM_TENANT_ID = '20000000-fab1-4a00-8a00-000000000002';

/** The API's app registration (also the confidential client that does on-behalf-of). */
export const API_APP_ID = 'a0000000-0000-4000-8a00-0000000000a1';
/** The browser client's registration (public client, code + PKCE). */
export const SPA_CLIENT_ID = 'b0000000-0000-4000-8a00-0000000000b2';
/** Client secret of the API's registration. Public on purpose: it opens only this local stand-in. */
export const API_CLIENT_SECRET = 'local-cloud-demo-secret';
/** A daemon's registration (client credentials, app role `Tasks.Run.All`), for app-only drills. */
export const DAEMON_APP_ID = 'd0000000-0000-4000-8a00-0000000000d3';
export const DAEMON_CLIENT_SECRET = 'local-cloud-daemon-secret';
/** Client id of the user-assigned managed identity. */
export const MANAGED_IDENTITY_CLIENT_ID = 'e0000000-0000-4000-8a00-0000000000e4';

/** The password of every demo user. */
export const DEMO_PASSWORD = 'torii';

export interface DemoUser {
  /** Short name used by tests and drills. */
  readonly key: 'ada' | 'ben' | 'carla' | 'guest' | 'agent';
  readonly oid: string;
  readonly upn: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly officeLocation: string;
  /** Tenant the person comes from. */
  readonly homeTenantId: string;
  /** Cloud Application Administrator: may consent for everybody and change app registrations. */
  readonly admin?: boolean;
  /** What the sign-in page says about this person. */
  readonly story: string;
}

export const DEMO_USERS: readonly DemoUser[] = [
  {
    key: 'ada',
    oid: '00000000-ada0-4000-8a00-0000000000a1',
    upn: 'ada@contoso.example',
    name: 'Ada Lovelace',
    jobTitle: 'Head of Research',
    department: 'Research',
    officeLocation: 'London 2/17',
    homeTenantId: CONTOSO_TENANT_ID,
    admin: true,
    story: 'May use everything',
  },
  {
    key: 'ben',
    oid: '00000000-be00-4000-8a00-0000000000b2',
    upn: 'ben@contoso.example',
    name: 'Ben Ito',
    jobTitle: 'Sales Manager',
    department: 'Sales',
    officeLocation: 'Tokyo 5/03',
    homeTenantId: CONTOSO_TENANT_ID,
    story: 'Has not consented yet',
  },
  {
    key: 'carla',
    oid: '00000000-ca00-4000-8a00-0000000000c3',
    upn: 'carla@contoso.example',
    name: 'Carla Gomez',
    jobTitle: 'Controller',
    department: 'Finance',
    officeLocation: 'Madrid 1/09',
    homeTenantId: CONTOSO_TENANT_ID,
    story: 'Must step up with MFA for Search',
  },
  {
    key: 'guest',
    oid: '00000000-9e00-4000-8a00-0000000000d4',
    upn: 'guest@fabrikam.example',
    name: 'Gus Fabrikam',
    jobTitle: 'Consultant',
    department: 'External',
    officeLocation: 'Berlin',
    homeTenantId: FABRIKAM_TENANT_ID,
    story: 'Guest from another tenant',
  },
];

/** Blueprint (Entra Agent ID) of the demo's agents: a resource of its own, since agents exchange its tokens only. */
export const AGENT_BLUEPRINT_ID = 'b1e00000-0000-4000-8a00-0000000000b6';
/** Secret of the blueprint. Public on purpose, as the other one. */
export const AGENT_BLUEPRINT_SECRET = 'local-cloud-blueprint-secret';
/** Agent identity of that blueprint. */
export const AGENT_APP_ID = 'a9e00000-0000-4000-8a00-0000000000a6';
/** Agent identity whose blueprint is Torii's API, for an API that is a blueprint. */
export const API_AGENT_APP_ID = 'a9e00000-0000-4000-8a00-0000000000a7';

/** Account of the directory that only an agent can act as; nobody signs in as it. */
export const AGENT_USER: DemoUser = {
  key: 'agent',
  oid: '00000000-a9e0-4000-8a00-0000000000e5',
  upn: 'invoice-agent@contoso.example',
  name: 'Invoice Agent',
  jobTitle: 'Agent',
  department: 'Finance',
  officeLocation: '',
  homeTenantId: CONTOSO_TENANT_ID,
  story: 'Account of an agent',
};
