INSERT INTO tally VALUES ((SELECT count(*) FROM tally), ?1)
