// SPDX-License-Identifier: GPL-3.0-or-later
// node openai-node.mjs BASE-URL STREAMS: the work of bench-client with node's `openai` and p-limit; prints streams, seconds,
// makespan ÷ ideal, CPU seconds (from the first request on, as bench-client does).
import OpenAI from 'openai';
import pLimit from 'p-limit';

const [baseURL, streams] = [process.argv[2], Number(process.argv[3])];
const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });
const limit = pLimit(streams);

async function write(chapter) {
  const stream = await client.chat.completions.create({
    model: 'rehearsal', stream: true, stream_options: { include_usage: true }, max_tokens: 600,
    messages: [{ role: 'user', content: `Chapter ${chapter}: The same\nTarget: 150 words` }],
  });
  let text = '', tokens = 0;
  for await (const chunk of stream) {
    text += chunk.choices?.[0]?.delta?.content ?? '';
    tokens = chunk.usage?.completion_tokens ?? tokens;
  }
  return tokens;
}

const start = performance.now(), before = process.cpuUsage();
const tokens = await Promise.all(Array.from({ length: streams }, (_, i) => limit(() => write(i + 1))));
const took = (performance.now() - start) / 1000, used = process.cpuUsage(before);
console.log(streams, took.toFixed(3), (took / (0.2 + Math.max(...tokens) / 50)).toFixed(3), ((used.user + used.system) / 1e6).toFixed(4));
