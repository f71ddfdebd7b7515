"""Stand-ins: the architectures of the packs that lie at a hub, at toy width with random weights, under the hub's own names.

python -m standins            writes tests/fixtures/standins and tests/golden/standins.json

Nothing here was trained and nothing was downloaded. What a pipeline draws with a stand-in means nothing; that it draws what
diffusers draws with the same weights, words and noise is the point.
"""
