// A typed client of the register: it lists partnerships, then writes a draft without overwriting anybody's work.
//
//   npx openapi-typescript https://monde.example/api/v1/openapi.json --output register.ts
//   npm install openapi-fetch
//
// Every path, parameter, field and answer below is checked by the compiler against what the register says of itself.
import createClient from "openapi-fetch";
import type { components, paths } from "./register.js";

type Project = components["schemas"]["Project"];

const [address, token] = process.argv.slice(2);
const register = createClient<paths>({ baseUrl: `${address}/api/v1`, headers: { "Accept-Language": "en" } });

/** The titles of all partnerships, page by page. */
async function partnerships(): Promise<string[]> {
  const titles: string[] = [];
  for (let page = 1; ; page++) {
    const { data, error } = await register.GET("/partnerships", { params: { query: { page, per_page: 5 } } });
    if (!data) throw new Error(error?.detail);
    titles.push(...data.items.map((record) => record.body.title?.en ?? record.slug));
    if (!data.next) return titles;
  }
}

/** A new project as a draft, then one field of it changed; refused if somebody else changed it in between. */
async function draft(body: Project): Promise<string> {
  const headers = { Authorization: `Bearer ${token}` };
  const made = await register.POST("/projects", { body: { body, reason: "Made by a program" }, headers });
  if (!made.data) throw new Error(made.error?.detail);
  const { slug } = made.data;
  const changed = await register.PATCH("/projects/{slug}", {
    params: { path: { slug }, header: { "If-Match": made.response.headers.get("ETag") ?? "*" } },
    body: { body: { frequency: { value: { en: "once a year" } } } },
    bodySerializer: JSON.stringify,
    headers: { ...headers, "Content-Type": "application/merge-patch+json" },
  });
  if (!changed.data) throw new Error(changed.error?.detail);
  return `${slug} ${changed.data.state} ${changed.data.revision}`;
}

console.log((await partnerships()).join(", "));
if (token) console.log(await draft({ title: { en: "School gardens" }, kind: "action", sdgs: [{ goal: 4 }] }));
