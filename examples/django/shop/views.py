from django.shortcuts import render


def home(request):
    """What reached the app: the visitor's own address and scheme, or a layer has lost them."""
    return render(
        request,
        "shop/home.html",
        {"url": request.build_absolute_uri(), "client": request.META["REMOTE_ADDR"], "secure": request.is_secure()},
    )
