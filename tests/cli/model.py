# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers as a test tells it: what a model may do, and a provider, besides what they should."""

import http.server
import json
import re
import threading


class Model:
    """ANSWER takes a request's body and its number among those to the model, from 1. It gives the text, or a dictionary of what
    differs: text, finish (None: no word of it), done, status, error (a body instead of an answer), plain (no stream)."""

    def __init__(self, answer):
        self.answer, self.requests, self.lock = answer, [], threading.Lock()
        model = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                model.serve(self, json.loads(self.rfile.read(int(self.headers['Content-Length']))))

            def do_GET(self):
                model.send(self, 200, 'application/json', json.dumps({'data': [{'id': 'model'}]}))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}/v1'

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *trouble):
        self.server.shutdown()
        self.server.server_close()

    def send(self, handler, status, kind, body):
        data = body.encode()
        handler.send_response(status)
        handler.send_header('Content-Type', kind)
        handler.send_header('Content-Length', str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def serve(self, handler, body):
        with self.lock:
            self.requests.append(body)
            number = len(self.requests)
        said = self.answer(body, number)
        said = {'finish': 'stop', 'done': True, 'status': 200, **(said if isinstance(said, dict) else {'text': said})}
        if 'error' in said:
            self.send(handler, said['status'], 'application/json', json.dumps({'error': {'message': said['error']}}))
        elif said.get('plain'):
            self.send(handler, 200, 'application/json', json.dumps({'choices': [
                {'message': {'role': 'assistant', 'content': said['text']}, 'finish_reason': said['finish']}]}))
        else:
            self.send(handler, 200, 'text/event-stream', ''.join(self.events(said)))

    def events(self, said):
        for piece in re.findall(r'(?s).{1,400}', said['text']):
            yield 'data: ' + json.dumps({'choices': [{'delta': {'content': piece}}]}) + '\n\n'
        if said['finish']:
            yield 'data: ' + json.dumps({'choices': [{'delta': {}, 'finish_reason': said['finish']}]}) + '\n\n'
        if said['done']:
            yield 'data: [DONE]\n\n'


def ask_of(body):
    """What a request asks last."""
    return body['messages'][-1]['content']


def chapter_of(body):
    """The number of the chapter that is asked for; None for a plan or another request without one."""
    found = re.findall(r'^Chapter (\d+): ', ask_of(body), re.M)
    return int(found[-1]) if found else None


def prose(words, subject='rope'):
    """So many words of sentences that differ."""
    parts = [f'The {subject} number {n} holds what part {n * 7 % 89} of the quay {n * 13 % 97} asks of line {n}.'
             for n in range(1, words // 14 + 2)]
    return '\n\n'.join(' '.join(parts[n:n + 5]) for n in range(0, len(parts), 5))
