# One image, one process, one volume. Build: docker build -t nhipdan .
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1

WORKDIR /app

# Only what running needs, and first, so that a change of code does not install it again.
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

COPY pyproject.toml README.md ./
COPY domain domain
COPY handlers handlers
COPY storage storage
COPY bot bot
COPY sandbox sandbox
COPY locales locales
COPY plans plans
RUN pip install --no-deps --no-build-isolation --config-settings editable_mode=compat -e . \
    && useradd --system --no-create-home --uid 10001 nhipdan \
    && install -d -o nhipdan -g nhipdan -m 0700 /data

USER nhipdan
ENV NHIPDAN_DATA=/data \
    NHIPDAN_HOST=0.0.0.0 \
    NHIPDAN_PORT=8080
VOLUME /data
EXPOSE 8080

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]

STOPSIGNAL SIGTERM
ENTRYPOINT ["nhipdan"]
CMD ["run"]
