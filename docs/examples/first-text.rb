# BASE=http://localhost:3000 USERNAME=ada API_KEY=… NUMBER=+14155550123 ruby first-text.rb
require 'json'
require 'net/http'

def call(method, path, body = nil)
  address = URI("#{ENV['BASE']}#{path}")
  request = Net::HTTP.const_get(method).new(address)
  request.basic_auth(ENV['USERNAME'], ENV['API_KEY'])
  request['content-type'] = 'application/json'
  request.body = body.to_json if body
  reply = Net::HTTP.start(address.host, address.port, use_ssl: address.scheme == 'https') { |http| http.request(request) }
  answer = JSON.parse(reply.body)
  raise answer['message'] unless reply.is_a?(Net::HTTPSuccess)

  answer
end

contact = call('Post', '/v1/contacts', { name: 'Bob from Ruby', number: ENV['NUMBER'] })
call('Post', '/v1/messages', { contacts: [contact['id']], text: 'Hello from Ruby' })
puts call('Get', '/v1/inbox/?limit=1')['objects'][0]['text']
