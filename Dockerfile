# syntax=docker/dockerfile:1
# Three stages: front-end packages, Python packages, and what runs. Both bases can be
# replaced: docker build --build-arg BASE_IMAGE=... --build-arg NODE_IMAGE=...
ARG BASE_IMAGE=python:3.11-slim-bookworm
ARG NODE_IMAGE=node:20-bookworm-slim

FROM ${NODE_IMAGE} AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${BASE_IMAGE} AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python3 -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install -r requirements.txt

FROM ${BASE_IMAGE} AS runtime
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BOUSSOLE_DATA=/data \
    STATIC_ROOT=/app/staticfiles \
    PORT=8000
RUN useradd --system --uid 10001 --home-dir /data --create-home boussole
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY --from=front-end /app/node_modules ./node_modules
COPY manage.py ./
COPY config ./config
COPY crm ./crm
COPY kpis ./kpis
COPY templates ./templates
COPY static ./static
COPY locale ./locale
# These values are for this command only: it touches no database, and nothing of them stays.
RUN pybabel -q compile -d locale -D django \
    && SECRET_KEY="$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')" \
       DATABASE_URL=postgresql://build/build REDIS_URL=redis://build ALLOWED_HOSTS=build \
       python3 manage.py collectstatic --noinput -v0
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python3", "-m", "config.probe"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--max-requests", "10000", "--max-requests-jitter", "1000", \
     "--graceful-timeout", "30", "--no-control-socket"]
