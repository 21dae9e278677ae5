from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler


class Home(RequestHandler):
    def get(self):
        self.write(f"{self.request.full_url()} from {self.request.remote_ip}\n")


class Echo(WebSocketHandler):
    def on_message(self, message):
        self.write_message(message)


def make_app():
    return Application([("/", Home), ("/echo", Echo)])
