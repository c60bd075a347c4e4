# Faden in one container: `docker build -t faden . && docker run -p 8000:8000 -v faden:/data faden`
FROM python:3.11-slim-bookworm

WORKDIR /app
ENV PYTHONPATH=/app PYTHONUNBUFFERED=1 LANGSMITH_TRACING=false ANONYMIZED_TELEMETRY=False FADEN_DATA_DIR=/data

# Dependencies first, so that a change of our own code does not install them again.
COPY requirements.lock ./
RUN pip install --no-cache-dir 'uv>=0.13,<0.14' \
    && uv pip install --system --no-cache --require-hashes -r requirements.lock

COPY . .
RUN useradd --create-home faden && mkdir /data && chown faden /data
USER faden
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=15s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["python", "-m", "app.cli", "serve", "--host", "0.0.0.0"]
