INSERT INTO meta (one, epoch, log, network_seed, clock)
VALUES (1, unhex('01010101010101010101010101010101'), unhex('02020202020202020202020202020202'),
        zeroblob(32), 65536);
INSERT INTO site (id, name, added_ms)
VALUES (unhex('0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a'), 'Ici', 1),
       (unhex('0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b'), 'Adopté', 1);
INSERT INTO device (id, public_key, site, grant_code, role_code, name, token_hash, certified_n,
                    enrolled_ms)
VALUES (unhex('0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c'), zeroblob(32),
        unhex('0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b'), 1, 1, 'Portable', zeroblob(32), 3, 1);
INSERT INTO code (hash, site, grant_code, role_code, expires_ms, redeemed_by)
VALUES (zeroblob(32), NULL, 1, 1, 9, unhex('0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c'));
INSERT INTO stream (id, name) VALUES (1, 'network');
INSERT INTO writer (id, device) VALUES (1, unhex('02020202020202020202020202020202'));
INSERT INTO segment (stream, writer, first, last, committed_ms, bytes)
VALUES (1, 1, 1, 1, 1, zeroblob(9));
INSERT INTO vector (stream, writer, held) VALUES (1, 1, 1);
