SELECT count(*), count(DISTINCT at) FROM tally
