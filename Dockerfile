# The same image is web, worker and beat; docker-compose.yml says which.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/app/.venv/bin:$PATH
WORKDIR /app

COPY requirements/installer.txt requirements/runtime.txt requirements/
RUN python -m venv .tools \
 && .tools/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/installer.txt \
 && .tools/bin/uv venv --python .tools/bin/python .venv \
 && .tools/bin/uv pip sync --no-cache --compile-bytecode --python .venv requirements/runtime.txt

COPY . .
RUN python manage.py collectstatic --noinput \
 && python -m compileall -q cases flexjob rehab reports revurdering \
 && useradd --system --no-create-home fleksjob \
 && install -d -o fleksjob /beat /journal
USER fleksjob

EXPOSE 8000
CMD ["gunicorn", "-c", "python:flexjob.gunicorn", "flexjob.wsgi"]
