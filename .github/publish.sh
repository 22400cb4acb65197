#!/usr/bin/env bash
# Commits the built site to the branch gh-pages, beside the versions that are there already.
# With a number it is that release and the latest; without one it is `dev`. Pushing is left to the caller.
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:-}
PATH="$PWD/.venv/bin:$PATH"

git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"

# Another version may have been published since the checkout; a private repository shows that to its owners alone.
git fetch --quiet origin "+gh-pages:refs/remotes/origin/gh-pages" || echo "The branch gh-pages is taken as it was checked out."

if [ -n "$version" ]; then
    mike deploy --update-aliases "$version" latest
else
    mike deploy dev
fi

# Until there is a release, readers of the bare address get `dev`, and so do those who mistype one.
case "$version$(mike list)" in
    *latest*) default=latest ;;
    *) default=dev ;;
esac
if [ -n "$version" ] || [ "$default" = dev ]; then
    mike set-default "$default"
    pages=$(mktemp -d)
    git worktree add --force "$pages" gh-pages
    cp site/404.html "$pages/404.html"
    git -C "$pages" add 404.html
    git -C "$pages" diff --cached --quiet || git -C "$pages" commit --quiet --message "Help readers who mistype an address"
    git worktree remove --force "$pages"
fi
