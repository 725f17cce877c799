DELETE FROM unlock_slot
WHERE device = ?1 AND (batch, slot) NOT IN (
  SELECT batch, slot FROM unlock_slot WHERE device = ?1
  ORDER BY told_ms DESC, batch, slot LIMIT ?2)
