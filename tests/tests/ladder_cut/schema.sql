-- Everything that a step changes of a schema, as one text.
SELECT coalesce(group_concat(name || ' ' || coalesce(sql, ''), char(10)), '')
FROM (SELECT name, sql FROM sqlite_schema ORDER BY name)
