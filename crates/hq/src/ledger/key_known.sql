SELECT EXISTS (
    SELECT 1 FROM person_key k JOIN stream s ON s.id = k.stream
    WHERE k.person = ?1 AND s.name = ?2 AND k.key = ?3)
  OR EXISTS (
    SELECT 1 FROM erased e JOIN stream s ON s.id = e.stream WHERE e.person = ?1 AND s.name = ?4)
  OR (SELECT count(*) FROM person_key k JOIN stream s ON s.id = k.stream
      WHERE k.person = ?1 AND s.name = ?2) >= ?5
