from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def home():
    return f"{request.url} from {request.remote_addr}\n"


@app.post("/upload")
def upload():
    return f"{len(request.get_data())} bytes\n"
