// budget-analysis.mjs: every budget with what is spent and held of it, where the month's money went, and what to do about it.
import { check, genops, nano, usd } from './genops.mjs';

const summary = await genops('GET', '/genops/summary');
const { scopes } = await genops('GET', '/genops/budget');
for (const scope of scopes) {
  const used = nano(scope.spent_usd) + nano(scope.held_usd);
  const share = scope.limit_usd && nano(scope.limit_usd) > 0n ? `${Number(used * 100000n / nano(scope.limit_usd)) / 1000} %` : 'no limit';
  console.log(`budget ${scope.scope} ${scope.window}: spent ${scope.spent_usd}, held ${scope.held_usd}, limit ${scope.limit_usd ?? '-'} (${share})`);
}

const month = summary.date.slice(0, 7);
const usage = await genops('GET', `/genops/usage?from=${month}-01&to=${summary.date}&group_by=team,model`);
for (const row of usage.rows) {
  console.log(`usage ${row.team ?? '-'} ${row.model ?? '-'}: ${row.operations} operations, ${row.refusals} refusals, ${row.cost_usd}`);
}

console.log(`exhausted ${summary.projected_exhaustion_at ?? 'not within this month'}`);
for (const advice of summary.recommendations) {
  console.log(`advice ${advice.code}: ${advice.message}${advice.saving_usd ? ` (saves ${advice.saving_usd})` : ''}`);
}

console.log(`cost_usd ${usage.totals.cost_usd}`);
const rows = usage.rows.reduce((sum, row) => sum + row.cost_nano_usd, 0);
check(rows === usage.totals.cost_nano_usd, `The rows sum up to ${usd(rows)}, the report says ${usage.totals.cost_usd}.`);

const spent = scopes.find(scope => scope.scope === 'tenant' && scope.window === month).spent_usd;
check(spent === usage.totals.cost_usd, `The budget says ${spent} spent, the report ${usage.totals.cost_usd}. Calls may still run; try again.`);
