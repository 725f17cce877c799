SELECT strftime('%Y-%m-%d %H:%M', 'now')
